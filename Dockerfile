# Slipway with its production dependencies only. Data is in /data; settings come from the environment.
FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# No package has to run anything at installation: SQLite comes built, for eight kinds of machine. This
# image is one of them, and needs no sources.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
 && cd node_modules/better-sqlite3 \
 && find prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete \
 && rm -rf deps src

FROM node:24-slim
ENV NODE_ENV=production SLIPWAY_DATABASE=/data/slipway.db
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE manifest.yml ./
COPY migrations ./migrations
COPY src ./src
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["node", "src/main.ts", "health"]
# Node itself gets the signals: on SIGTERM it finishes what is in hand.
CMD ["node", "src/main.ts"]
