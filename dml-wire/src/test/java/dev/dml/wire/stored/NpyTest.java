package dev.dml.wire.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class NpyTest {

  /**
   * What NumPy 2.4.6 wrote by {@code numpy.save(file, numpy.asfortranarray([[0., 1.], [2., .5],
   * [1., 2.]]))}.
   */
  private static final String OF_NUMPY =
      "k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAo"
          + "MywgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
          + "ICAgICAgIAoAAAAAAAAAAAAAAAAAAABAAAAAAAAA8D8AAAAAAADwPwAAAAAAAOA/AAAAAAAAAEA=";

  private static double[][] read(byte[] file) throws IOException {
    InputStream in = new ByteArrayInputStream(file);
    Npy matrix = Npy.readHeader(in);
    double[][] values = new double[matrix.rows()][matrix.columns()];
    matrix.readElements(
        in, (row, column, bits) -> values[row][column] = Double.longBitsToDouble(bits));
    return values;
  }

  @Test
  void whatNumPyWroteIsRead() throws IOException {
    assertThat(read(Base64.getDecoder().decode(OF_NUMPY)))
        .isDeepEqualTo(new double[][] {{0, 1}, {2, 0.5}, {1, 2}});
  }

  @Test
  void whatIsWrittenIsWhatNumPyWrites() throws IOException {
    double[][] values = {{0, 1}, {2, 0.5}, {1, 2}};
    try (InputStream in =
        new Npy(Npy.Type.DOUBLE, 3, 2)
            .content((row, column) -> Double.doubleToRawLongBits(values[row][column])).stream()
                .get()) {
      assertThat(in.readAllBytes()).isEqualTo(Base64.getDecoder().decode(OF_NUMPY));
    }
  }

  @Test
  void aFileOfAnotherLengthOrFormIsRefused() {
    byte[] file = Base64.getDecoder().decode(OF_NUMPY);
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length - 1)))
        .isInstanceOf(Npy.FormatException.class)
        .hasMessage("it ends before its last element");
    assertThatThrownBy(() -> read(Arrays.copyOf(file, file.length + 1)))
        .isInstanceOf(Npy.FormatException.class)
        .hasMessage("there are bytes after the last element");
    assertThatThrownBy(() -> read(new byte[200]))
        .isInstanceOf(Npy.FormatException.class)
        .hasMessage("it is not a matrix in .npy format 1.0 stored column by column");
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(Npy.FormatException.class)
        .hasMessage("it is not a matrix in .npy format 1.0 stored column by column");
  }
}
