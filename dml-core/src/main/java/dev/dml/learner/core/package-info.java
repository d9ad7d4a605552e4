/** The learners that every program has, by name. */
package dev.dml.learner.core;
