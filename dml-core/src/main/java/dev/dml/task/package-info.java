/**
 * The unit of work, fitting one learner outside one fold, and the backends that run many of them.
 */
package dev.dml.task;
