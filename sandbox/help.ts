export const help = `The real Pulumi CLI on this project, against an AWS on this machine.

Usage
  npm run sandbox -- [--provider sandbox|official] <any pulumi command>
  npm run sandbox -- show [--json]     what exists in that AWS, read through the AWS SDK
  npm run sandbox -- reset             deletes its resources and its stacks

For example
  npm run sandbox -- up --stack dev --yes
  npm run sandbox -- preview --stack dev --diff
  npm run sandbox -- stack output --stack dev
  npm run sandbox -- destroy --stack dev --yes

What happens
  The first command downloads the Pulumi CLI of the npm package "pulumi". If the download fails and Go is installed, it builds
  the same version from source (about 4 minutes, once). The AWS is ministack (PyPI; needs Python 3.10 or later). It starts
  before each command and stops after it; its resources stay for the next command. It gets the clusters, existing roles and
  policies that the stack files name. A stack is created when a command first names it.

  Nothing is written outside .sandbox/. Commands run on a mirror of the project in that folder: "config set" changes the
  mirror, until you edit the stack file itself. Nothing real is reached: AWS and Pulumi credentials are removed from the
  environment, and AWS endpoints that are not on this machine are refused. Each secret of a real stack has the value
  "secret" here.

Providers
  sandbox    the AWS types that this package uses, translated into AWS API calls by a provider in this repository
  official   Pulumi's own AWS provider plugin, downloaded by Pulumi, against the same emulator. Its states are kept apart.
             The tests of this project do not cover it: their machines cannot download the plugin.

Linux and macOS; on Windows in WSL.
`;
