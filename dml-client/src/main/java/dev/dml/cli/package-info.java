/** The {@code dml} command. */
package dev.dml.cli;
