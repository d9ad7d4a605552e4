/**
 * Double machine learning as a library.
 *
 * <p>Begin at {@link dev.dml.DoubleMachineLearning}. What is exported to all is for users; the rest
 * is for this module, and for others of this program by name.
 */
// Those are not there when this one is compiled, and commons-math has no name as a module.
@SuppressWarnings({"module", "requires-automatic"})
module dev.dml.core {
  requires commons.math3;
  requires de.siegmar.fastcsv;
  requires java.management;
  requires static transitive org.jspecify;

  exports dev.dml;
  exports dev.dml.analysis;
  exports dev.dml.analysis.effects;
  exports dev.dml.analysis.policy;
  exports dev.dml.analysis.sensitivity;
  exports dev.dml.data;
  exports dev.dml.data.csv;
  exports dev.dml.data.panel;
  exports dev.dml.data.table;
  exports dev.dml.inference;
  exports dev.dml.learner;
  exports dev.dml.learner.ensemble;
  exports dev.dml.learner.expansion;
  exports dev.dml.learner.leastsquares;
  exports dev.dml.learner.logistic;
  exports dev.dml.learner.penalized;
  exports dev.dml.learner.tree;
  exports dev.dml.learner.tree.boosting;
  exports dev.dml.learner.tree.forest;
  exports dev.dml.model;
  exports dev.dml.model.did;
  exports dev.dml.model.interactive;
  exports dev.dml.model.linear;
  exports dev.dml.model.propensity;
  exports dev.dml.random;
  exports dev.dml.result;
  exports dev.dml.simulation;
  exports dev.dml.split;
  exports dev.dml.task;
  exports dev.dml.usage;
  exports dev.dml.data.text to
      dev.dml.wire,
      dev.dml.client;

  uses dev.dml.learner.LearnerProvider;

  provides dev.dml.learner.LearnerProvider with
      dev.dml.learner.core.CoreLearners;
}
