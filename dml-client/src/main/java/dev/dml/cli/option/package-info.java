/** Options that several commands share. */
package dev.dml.cli.option;
