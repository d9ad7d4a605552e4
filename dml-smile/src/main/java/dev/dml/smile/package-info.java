/**
 * The learners of Smile, the Statistical Machine Intelligence and Learning Engine, as {@link
 * dev.dml.learner.Learner}s.
 *
 * <p>Each is an immutable record whose components are Smile's options under Smile's names. What
 * Smile leaves open is settled here once for all of them:
 *
 * <ul>
 *   <li>A fit runs on one worker of its own, not on the common pool: {@link
 *       dev.dml.smile.OneThread}.
 *   <li>Columns that are constant in the training rows are left out; without any other column, and
 *       for a constant outcome, the mean of the training rows is predicted.
 *   <li>Regression trees try every cut point, not Smile's default of about 100: {@link
 *       dev.dml.smile.Frame}.
 *   <li>Linear models, kernel machines and networks see the features without reference levels and
 *       standardised with the means and standard deviations of the training rows.
 *   <li>What needs OpenBLAS says so where it is missing, and runs it on one thread where it is not:
 *       {@link dev.dml.smile.OpenBlas}.
 * </ul>
 */
package dev.dml.smile;
