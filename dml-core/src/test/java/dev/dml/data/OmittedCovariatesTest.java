package dev.dml.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.data.csv.CsvFile;
import dev.dml.data.table.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OmittedCovariatesTest {

  @TempDir private Path folder;

  private CausalData data() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("d.csv"),
            "y,d,age,region,plan\n1,0,30,east,a\n2,1,,west,b\n3,0,50,,a\n4,1,60,west,b\n");
    Roles roles =
        new Roles("y", List.of("d"), List.of(), Optional.of(List.of("age", "region", "plan")));
    return new CsvFile(file).read().causalData(roles, MissingPolicy.IMPUTE_INDICATOR);
  }

  private static List<String> names(CausalData data) {
    return data.covariates().columns().stream().map(Column::name).toList();
  }

  @Test
  void aTextColumnGoesWithAllItsLevels() throws IOException {
    CausalData data = data();
    assertThat(names(data))
        .containsExactly(
            "age", "region=east", "region=west", "region is missing", "plan=a", "plan=b");
    CausalData without = new OmittedCovariates(List.of("region")).from(data);
    assertThat(names(without)).containsExactly("age", "plan=a", "plan=b");
    assertThat(without.covariates().withoutReferenceLevels().columns())
        .extracting(Column::name)
        .containsExactly("age", "plan=b");
    assertThat(without.preparation().covariates().used()).containsExactly("age", "plan");
    assertThat(without.preparation().missingByColumn()).containsOnlyKeys("age");
    assertThat(without.digest()).isNotEqualTo(data.digest());
  }

  @Test
  void allElseStays() {
    CausalData data =
        CausalData.builder()
            .outcome("y", 1, 2)
            .treatment("d", 0, 1)
            .instrument("z", 1, 0)
            .covariate("a", 1, 2)
            .covariate("b", 3, 4)
            .cluster("c", 1, 1)
            .weights("w", 1, 2)
            .estimandWeights(Column.of("v", 2, 1))
            .modifier("m", 0, 1)
            .build();
    CausalData expected =
        CausalData.builder()
            .outcome("y", 1, 2)
            .treatment("d", 0, 1)
            .instrument("z", 1, 0)
            .covariate("b", 3, 4)
            .cluster("c", 1, 1)
            .weights("w", 1, 2)
            .estimandWeights(Column.of("v", 2, 1))
            .build();
    CausalData without = new OmittedCovariates(List.of("a")).from(data);
    assertThat(without.digest()).isEqualTo(expected.digest());
    assertThat(without.modifiers()).isEqualTo(data.modifiers());
  }
}
