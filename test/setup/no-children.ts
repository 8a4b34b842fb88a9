/** What a failed test left running ends with its file. */
import { afterAll } from 'vitest';
import { endChildren } from '../support/children.ts';

afterAll(endChildren);
