// Before a release: npm shows with which workflow a package was made only if the package names its repository.
import { readFileSync } from 'node:fs';

const { repository } = JSON.parse(readFileSync('package.json', 'utf8'));
const url = typeof repository === 'string' ? repository : repository?.url;
if (typeof url !== 'string' || url === '') {
  console.error('package.json has no `repository`: put its public address there before the first release.');
  process.exitCode = 1;
}
