/** Commands that show results that were written. */
package dev.dml.cli.result;
