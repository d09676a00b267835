//go:build tools

// Package languagehost pins the last language host for Python that Go's module proxy serves.
package languagehost

import _ "github.com/pulumi/pulumi/sdk/v3/python/cmd/pulumi-language-python"
