package dev.dml.benchmark.peers.work;

import dev.dml.Version;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import java.io.File;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Who does the work. */
public enum Program {
  DML("this program", true),
  /** Our worker from another class path. */
  BEFORE("this program before", true),
  SMILE("Smile", true),
  SCIKIT_LEARN("scikit-learn", false),
  HISTOGRAM_BOOSTING("scikit-learn HistGradientBoosting", false),
  LIGHTGBM("LightGBM", false),
  EXACT_LIGHTGBM("LightGBM, 65,535 bins", false),
  DOUBLEML("DoubleML", false),
  DML_RS("dml-rs", false),
  NUMPY("NumPy, X'X alone", false);

  private final String title;
  private final boolean java;

  Program(String title, boolean java) {
    this.title = title;
    this.java = java;
  }

  public String title() {
    return title;
  }

  /** Whether the worker in Java runs it; otherwise {@code peer.py} does. */
  public boolean isJava() {
    return java;
  }

  /** What its worker knows it as. */
  public String worker() {
    return this == BEFORE ? DML.name() : name();
  }

  /** Whether it predicts anything. */
  public boolean predicts() {
    return this != NUMPY;
  }

  /** The learner that does a work in Java. */
  public Learner learner(Work work) {
    return switch (this) {
      case DML -> create(work.learner(), work.settings());
      case SMILE -> create("smile-" + work.learner(), smile(work));
      default -> throw new IllegalArgumentException(title + " does not run in Java");
    };
  }

  private static Learner create(String type, Map<String, Object> settings) {
    return LearnerTypes.installed().named(type).orElseThrow().create(settings);
  }

  /** Smile's own defaults, except for what corresponds to our settings. */
  private static Map<String, Object> smile(Work work) {
    Map<String, Object> ours = work.settings();
    Map<String, Object> settings = new HashMap<>();
    Object depth = ours.getOrDefault("max_depth", 1000);
    switch (work.learner()) {
      case "random-forest" -> {
        settings.put("ntrees", ours.get("trees"));
        settings.put("mtry", ours.get("features"));
        settings.put("node_size", ours.get("min_leaf"));
        settings.put("max_nodes", Math.min(1_000_000, work.rows()));
        settings.put("max_depth", depth);
      }
      case "gradient-boosting" -> {
        settings.put("ntrees", ours.get("rounds"));
        settings.put("shrinkage", ours.get("learning_rate"));
        settings.put("max_nodes", ours.get("max_leaves"));
        settings.put("node_size", ours.get("min_leaf"));
        settings.put("max_depth", depth);
        settings.put("subsample", 1);
      }
      case "logistic-regression" -> settings.put("lambda", 0);
      default -> throw new IllegalArgumentException("Smile is no peer for " + work.learner());
    }
    return settings;
  }

  /** The version of a program that runs in Java. */
  public String version() {
    String java = "Java " + Runtime.version();
    return this == DML ? "dml " + Version.current() + ", " + java : smileJar() + ", " + java;
  }

  /** Its file has its version in its name. */
  private static String smileJar() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> entry.substring(entry.lastIndexOf(File.separatorChar) + 1))
        .filter(file -> file.startsWith("smile-core"))
        .findFirst()
        .orElse("smile-core");
  }
}
