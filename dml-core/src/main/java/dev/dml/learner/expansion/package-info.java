/** Powers and products of the columns of linear learners. */
package dev.dml.learner.expansion;
