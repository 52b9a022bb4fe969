// Command policygraph reads Chinese policy documents into a knowledge graph and serves it. One file per
// subcommand; nothing imports this package, it wires the others.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
