package dev.dml.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On made-up rows in the formats of the published files. */
class RecipeTest {

  static final List<String> EXPERIMENT =
      List.of(
          "abdt tg inuidur1 inuidur2 female black hispanic othrace dep q1 q2 q3 q4  q5 q6 recall"
              + " agelt35 agegt54 durable nondurable lusd husd muld  ",
          "10001 0 1 9 1 0 9 0 2 9 0 0 1 0 0 9 0 1 0 9 1 0 9",
          "10002 4 8 9 0 1 9 1 1 9 1 0 0 0 0 9 1 0 1 9 0 1 9",
          "10003 3 5 9 0 1 9 1 1 9 1 0 0 0 0 9 1 0 1 9 0 1 9",
          "10004 4 2 9 0 0 9 0 0 9 0 0 0 0 1 9 1 0 0 9 0 0 9");

  @Test
  void theExperimentKeepsControlsAndTheFourthGroup() {
    // ln 1 = 0, ln 8 and ln 2 as Java computes them; tg 3 is left out, tg 4 is 1.
    assertThat(Recipe.BONUS.prepare(EXPERIMENT))
        .isEqualTo(
            Map.of(
                "bonus.csv",
                List.of(
                    "inuidur1,tg,female,black,othrace,dep1,dep2,q2,q3,q4,q5,q6,agelt35,agegt54,"
                        + "durable,lusd,husd",
                    "0.0,0,1,0,0,0,1,0,0,1,0,0,0,1,0,1,0",
                    Math.log(8) + ",1,0,1,1,1,0,1,0,0,0,0,1,0,1,0,1",
                    Math.log(2) + ",1,0,0,0,0,0,0,0,0,0,1,1,0,0,0,0")));
  }

  @Test
  void pensionsAreGivenPlainAndWithSquares() {
    List<String> published =
        List.of(
            "\"ira\",\"net_tfa\",\"age\",\"inc\",\"fsize\",\"educ\",\"db\",\"marr\",\"twoearn\","
                + "\"e401\",\"p401\",\"pira\",\"hown\"",
            "7,-3300,31,28146,5,12,0,1,0,1,0,0,1");
    String columns = "net_tfa,e401,p401,age,inc,educ,fsize,marr,twoearn,db,pira,hown";
    String row = "-3300,1,0,31,28146,12,5,1,0,0,0,1";
    Map<String, List<String>> files = Recipe.PENSION.prepare(published);
    assertThat(files.keySet()).containsExactly("401k.csv", "401k-flex.csv");
    assertThat(files.get("401k.csv")).containsExactly(columns, row);
    // 31^2 = 961, 28146^2 = 792197316, 12^2 = 144, 5^2 = 25.
    assertThat(files.get("401k-flex.csv"))
        .containsExactly(
            columns + ",age_squared,inc_squared,educ_squared,fsize_squared",
            row + ",961,792197316,144,25");
  }

  @Test
  void minimumWagesHaveTheirCohort() {
    List<String> published =
        List.of(
            "\"year\",\"countyreal\",\"lpop\",\"lemp\",\"first.treat\",\"treat\"",
            "2003,8001,5.8967609333053,8.46146904264388,2007,1");
    assertThat(Recipe.MINIMUM_WAGE.prepare(published).get("mpdta.csv"))
        .containsExactly(
            "county,year,first_year,lemp,lpop", "8001,2003,2007,8.46146904264388,5.8967609333053");
  }
}
