// Command sdk writes the SDK of a schema, as `pulumi package add` does: sdk <language> <schema.json> <folder>. It runs Pulumi's
// own generators; the language hosts that the CLI would ask for them come with the official release only.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi"

// The schema refers to no other package, so nothing is loaded.
var noOtherPackages = schema.NewCachedLoader(nil)

func main() {
	if len(os.Args) != 4 {
		fail(errors.New("usage: sdk <language> <schema.json> <folder>"))
	}
	language, file, folder := os.Args[1], os.Args[2], os.Args[3]
	pkg, err := read(file)
	if err != nil {
		fail(err)
	}
	files, err := generate(language, pkg)
	if err != nil {
		fail(err)
	}
	if err := write(folder, files); err != nil {
		fail(err)
	}
}

func read(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, noOtherPackages, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, errors.Join(diagnostics.Errs()...)
	}
	// What `pulumi package add` sets: the SDK is a package of its own, beside the program.
	pkg.SupportPack = true
	return pkg, nil
}

func generate(language string, pkg *schema.Package) (map[string][]byte, error) {
	switch language {
	case "nodejs":
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, noOtherPackages)
	case "python":
		return python.GeneratePackage(tool, pkg, nil, noOtherPackages)
	case "go":
		return golang.GeneratePackage(tool, pkg, nil)
	default:
		return nil, fmt.Errorf("no generator for %q", language)
	}
}

func write(folder string, files map[string][]byte) error {
	for name, content := range files {
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
