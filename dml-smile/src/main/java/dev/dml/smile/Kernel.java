package dev.dml.smile;

import dev.dml.learner.Setting;
import java.util.Optional;
import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LaplacianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;

/** The similarity of two rows in a kernel machine. */
public enum Kernel {
  /** {@code exp(-|u - v|^2 / (2 sigma^2))}. */
  GAUSSIAN,
  /** {@code exp(-|u - v| / sigma)}. */
  LAPLACIAN,
  /** {@code u'v}. */
  LINEAR;

  static final Setting<Kernel> KERNEL =
      Setting.choice("kernel", GAUSSIAN, "similarity of two rows of standardised features")
          .likeScikitLearn("kernel");

  static final Setting<Double> SIGMA =
      Setting.real(
          "sigma",
          0,
          0,
          1e5,
          "length scale of the kernel; 0: the square root of half the number of columns, which is"
              + " scikit-learn's gamma = scale");

  /** When a length scale has no effect; empty if it has one. */
  Optional<String> noScale() {
    return this == LINEAR ? Optional.of("beside kernel: linear") : Optional.empty();
  }

  /** The kernel with a length scale; 0 stands for the one that suits the number of columns. */
  MercerKernel<double[]> of(double sigma, int columns) {
    double scale = sigma == 0 ? Math.sqrt(columns / 2.0) : sigma;
    return switch (this) {
      case GAUSSIAN -> new GaussianKernel(scale);
      case LAPLACIAN -> new LaplacianKernel(scale);
      case LINEAR -> new LinearKernel();
    };
  }
}
