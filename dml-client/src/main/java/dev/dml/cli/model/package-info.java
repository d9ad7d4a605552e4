/** Commands that take columns of a file in place of a spec. */
package dev.dml.cli.model;
