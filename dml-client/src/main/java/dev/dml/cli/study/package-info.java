/** {@code dml study} and its subcommands. */
package dev.dml.cli.study;
