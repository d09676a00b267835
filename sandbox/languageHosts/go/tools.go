//go:build tools

// Package languagehost pins the last language host for Go that Go's module proxy serves.
package languagehost

import _ "github.com/pulumi/pulumi/sdk/v3/go/pulumi-language-go"
