package dev.dml.learner;

import dev.dml.data.Features;
import dev.dml.data.Rows;

/**
 * What a learner is asked: to learn from some rows, and to predict others.
 *
 * @param x the features of all rows, without missing values; read through the row sets, never
 *     copied
 * @param y the variable to predict, by row number; read only in the training rows. Other fits use
 *     the same array at the same time, so that nobody changes it
 * @param train the rows to fit on; at least one
 * @param test the rows to predict
 * @param target whether a mean or a probability is asked for; with {@link Target#PROBABILITY},
 *     {@code y} is 0 or 1, and both occur in the training rows unless the learner takes a single
 *     class
 * @param seed the source of all randomness, but for what may be drawn from the {@link
 *     dev.dml.data.Division} of which the training rows are all but one part, so that all tasks of
 *     a repetition share it
 */
// The array is shared, as it is said above; fits are not compared.
@SuppressWarnings("ArrayRecordComponent")
public record Fit(Features x, double[] y, Rows train, Rows test, Target target, long seed) {}
