/** What a person at a terminal reads and sees while a command runs. */
package dev.dml.cli.terminal;
