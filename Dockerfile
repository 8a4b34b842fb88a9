# Slipway, built into a few files, and the one package that cannot be. Data is in /data; settings come from
# the environment.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package has to run anything at installation: SQLite comes built, for eight kinds of machine. This
# image is one of them, and needs no sources.
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && cd node_modules/better-sqlite3 \
 && find prebuilds -type f ! -name "linux-$(node -p process.arch).node" -delete \
 && rm -rf deps src
COPY LICENSE manifest.yml ./
COPY build ./build
COPY migrations ./migrations
COPY src ./src
RUN node build/run.ts

FROM node:24-slim
ENV NODE_ENV=production SLIPWAY_DATABASE=/data/slipway.db
WORKDIR /app
COPY --from=build /app/dist .
COPY --from=build /app/node_modules/better-sqlite3 ./node_modules/better-sqlite3
RUN mkdir -p /data && chown node:node /data
USER node
VOLUME /data
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s --retries=3 CMD ["node", "slipway.js", "health"]
# Node itself gets the signals: on SIGTERM it finishes what is in hand.
CMD ["node", "slipway.js"]
