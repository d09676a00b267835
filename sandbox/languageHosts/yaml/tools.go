//go:build tools

// Package languagehost pins the language host for YAML.
package languagehost

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
