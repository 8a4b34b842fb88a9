import type { Organization, User } from './rows.ts';
import type { Fields } from './request.ts';
import { sameName } from './item-filters.ts';

const accountFields: Fields<User | Organization> = {
  id: (account) => account.id,
  databaseId: (account) => account.databaseId,
  login: (account) => account.login,
  name: (account) => account.name,
  url: (account, _args, { webUrl }) => `${webUrl}/${account.login}`,
  resourcePath: (account) => `/${account.login}`,
  avatarUrl: (account, _args, { webUrl }) => `${webUrl}/${account.login}.png`,
};

/** `User` */
export const userFields: Fields<User> = {
  ...accountFields,
  isViewer: (user, _args, { token }) => sameName(user.login, token.login),
};

/** `Organization` */
export const organizationFields: Fields<Organization> = accountFields;
