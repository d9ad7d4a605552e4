/** Processes that end with the one that began them, and the processors that they get. */
package dev.dml.localcloud.process;
