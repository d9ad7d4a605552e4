package dev.dml.plot;

import dev.dml.data.ColumnLabels;
import dev.dml.model.EffectAverage.Family;
import dev.dml.wire.document.AverageEntry;
import dev.dml.wire.document.EstimateEntry;
import dev.dml.wire.document.JointEntry;
import dev.dml.wire.document.PropensityEntry;
import dev.dml.wire.document.ResultDocument;
import dev.dml.wire.document.SensitivityEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of pictures of a result. */
public enum Plot {
  /** Effects and contrasts with their intervals. */
  ESTIMATES {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      int count = result.estimates().size();
      List<EstimateEntry.Interval> joint = joint(result);
      List<Scene> scenes = new ArrayList<>();
      scenes.add(
          new ForestPlot(
                  "Estimates",
                  result.names(result.estimates()),
                  result.estimates(),
                  joint.isEmpty() ? joint : joint.subList(0, count))
              .scene());
      if (!result.contrasts().isEmpty()) {
        scenes.add(
            new ForestPlot(
                    "Contrasts",
                    result.names(result.contrasts()),
                    result.contrasts(),
                    joint.isEmpty() ? joint : joint.subList(count, joint.size()))
                .scene());
      }
      return scenes;
    }
  },
  /** The estimate of every repetition. */
  REPETITIONS {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      return result.estimates().stream()
          .filter(effect -> effect.repetitions().size() > 1)
          .map(effect -> new RepetitionPlot(effect, effect.name(result.labels())).scene())
          .toList();
    }
  },
  /** R2 of the nuisances. */
  NUISANCES {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      return result.nuisances().isEmpty()
          ? List.of()
          : List.of(new NuisancePlot(result.nuisances(), result.labels()).scene());
    }
  },
  /** Propensities by arm. */
  OVERLAP {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      List<Scene> scenes = new ArrayList<>();
      for (PropensityEntry each : propensities(result)) {
        PropensityEntry.Histogram histogram = each.histogram();
        if (histogram != null) {
          scenes.add(new OverlapPlot(each, histogram, arms(each, result)).scene());
        }
      }
      return scenes;
    }
  },
  /** Whether predicted propensities come true. */
  CALIBRATION {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      List<Scene> scenes = new ArrayList<>();
      for (PropensityEntry each : propensities(result)) {
        PropensityEntry.Histogram histogram = each.histogram();
        if (histogram != null) {
          scenes.add(new CalibrationPlot(each, histogram, arms(each, result)).scene());
        }
      }
      return scenes;
    }
  },
  /** Bounds under an unobserved confounder. */
  SENSITIVITY {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      List<Scene> scenes = new ArrayList<>();
      List<EstimateEntry> all = result.effectsAndContrasts();
      for (int i = 0; i < Math.min(all.size(), result.sensitivity().size()); i++) {
        SensitivityEntry answer = result.sensitivity().get(i);
        SensitivityEntry.Contour contour = answer.contour();
        if (contour != null && contour.cfD().size() > 1 && contour.cfY().size() > 1) {
          scenes.add(
              new SensitivityPlot(
                      answer, contour, all.get(i).name(result.labels()), result.labels())
                  .scene());
        }
      }
      return scenes;
    }
  },
  /** The effect in each group. */
  GROUPS {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      return result.groups().isEmpty()
          ? List.of()
          : List.of(
              new ForestPlot(
                      "Effects by group", result.names(result.groups()), result.groups(), List.of())
                  .scene());
    }
  },
  /** Averages of effects on groups in periods: the event study, by group, by period. */
  AVERAGES {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      return AverageEntry.FAMILIES.stream()
          .flatMap(family -> ofAverages(family, result).stream())
          .toList();
    }
  },
  /** The effect along a column. */
  CURVE {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      List<Scene> scenes = new ArrayList<>();
      for (Map<?, ?> curve : sections(result, "curve", "other_curves")) {
        CurvePlot.of(curve, result.labels()).ifPresent(plot -> scenes.add(plot.scene()));
      }
      return scenes;
    }
  },
  /** Whom to treat. */
  POLICY {
    @Override
    public List<Scene> scenes(ResultDocument result) {
      List<Scene> scenes = new ArrayList<>();
      for (Map<?, ?> tree : sections(result, "policy_tree", "other_policy_trees")) {
        List<Map<?, ?>> nodes = maps(tree.get("nodes"));
        if (!nodes.isEmpty()) {
          scenes.add(new PolicyPlot(nodes, subject(tree, result.labels()), result).scene());
        }
      }
      return scenes;
    }
  };

  /** The pictures of this kind, one for each effect or one for all; none if nothing was asked. */
  public abstract List<Scene> scenes(ResultDocument result);

  /** The picture of the averages of a family, if there are some. */
  public static Optional<Scene> ofAverages(Family family, ResultDocument result) {
    return AveragePlot.of(family, result.averages());
  }

  /** The joint intervals of all effects and then all contrasts; none if they were not asked for. */
  private static List<EstimateEntry.Interval> joint(ResultDocument result) {
    JointEntry joint = result.joint();
    int all = result.estimates().size() + result.contrasts().size();
    return joint != null && joint.intervals().size() == all ? joint.intervals() : List.of();
  }

  /** The sections of a key, and those of the other that holds the further ones. */
  private static List<Map<?, ?>> sections(ResultDocument result, String key, String further) {
    List<Map<?, ?>> sections = new ArrayList<>(maps(result.others().get(key)));
    sections.addAll(maps(result.others().get(further)));
    return sections;
  }

  /** What readers call the effects that a section is about. */
  public static String subject(Map<?, ?> section, ColumnLabels labels) {
    if (!(section.get("parameter") instanceof Map<?, ?> parameter)) {
      return "the treatment";
    }
    String treatment = labels.of(String.valueOf(parameter.get("treatment")));
    Object level = parameter.get("level");
    return level == null ? treatment : treatment + " = " + EstimateEntry.plain(level);
  }

  private static Arms arms(PropensityEntry propensity, ResultDocument result) {
    return new Arms(result.labels().of(propensity.variable()));
  }

  /** The objects of a section that is one or a list of such. */
  public static List<Map<?, ?>> maps(@Nullable Object value) {
    List<Map<?, ?>> maps = new ArrayList<>();
    if (value instanceof Map<?, ?> one) {
      maps.add(one);
    } else if (value instanceof List<?> list) {
      list.forEach(
          each -> {
            if (each instanceof Map<?, ?> map) {
              maps.add(map);
            }
          });
    }
    return maps;
  }

  private static List<PropensityEntry> propensities(ResultDocument result) {
    List<PropensityEntry> all = new ArrayList<>();
    for (EstimateEntry effect : result.estimates()) {
      effect.probabilities().stream()
          .filter(each -> all.stream().noneMatch(each::equals))
          .forEach(all::add);
    }
    return all;
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
