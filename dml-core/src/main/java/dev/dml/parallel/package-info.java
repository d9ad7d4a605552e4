/** Threads without a task, and how a fit uses them. */
package dev.dml.parallel;
