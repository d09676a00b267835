export const help = `The real Pulumi CLI on this project, against an AWS on this machine.

Usage
  npm run sandbox -- [--provider sandbox|official] <any pulumi command>
  npm run sandbox -- show [--json]     what exists in that AWS, read through the AWS SDK
  npm run sandbox -- reset             empties it, and forgets its stacks

For example
  npm run sandbox -- up --stack dev --yes
  npm run sandbox -- preview --stack dev --diff
  npm run sandbox -- stack output --stack dev
  npm run sandbox -- destroy --stack dev --yes

What happens
  The Pulumi CLI of the npm package "pulumi" is fetched once; where its download is out of reach and Go is there, the same
  version is built from source (about 4 minutes, once). The AWS is ministack (PyPI; needs Python 3.10 or later). It starts
  before the command and ends after it; what it holds stays for the next command. Clusters that the stack files name, and
  existing roles and policies they refer to, are created in it. A stack is created when a command first names it.

  Nothing is written outside .sandbox/, and the command works on a mirror of the project in there: what "config set" changes
  is changed in the mirror, until you edit the stack file itself. Nothing real is reached: AWS and Pulumi credentials are
  taken out of the environment, and an AWS endpoint that is not on this machine is refused. A secret of a real stack
  reads "secret" here.

Providers
  sandbox    the AWS types that this package uses, translated into AWS API calls by a provider in this repository
  official   Pulumi's own AWS provider plugin, downloaded by Pulumi, against the same emulator. Its states are kept apart.
             Only configuration, never tried by this project's tests: their machines cannot download the plugin.

Linux and macOS; on Windows in WSL.
`;
