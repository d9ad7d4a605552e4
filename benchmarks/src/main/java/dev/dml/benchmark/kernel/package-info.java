/**
 * JMH benchmarks of the learners' kernels, one fold at a time through {@link
 * dev.dml.learner.Learner#fitPredict}, so that they outlive changes inside the kernels.
 */
package dev.dml.benchmark.kernel;
