/** The far GitHub's process. */
import { openFarGitHub } from './far-github.ts';

const github = await openFarGitHub(Number(process.argv[2]));
process.on('message', () => void process.send?.(github.spent()));
process.on('disconnect', () => process.exit(0));
process.send?.(github.url);
