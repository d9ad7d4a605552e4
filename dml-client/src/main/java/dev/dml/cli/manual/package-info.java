/** What the command says of itself to shells and to {@code man}. */
package dev.dml.cli.manual;
