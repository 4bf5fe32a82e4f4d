package org.drydock.web.api;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.drydock.image.ImageLibrary;
import org.drydock.schedule.ScheduleHistory;
import org.drydock.schedule.ScheduledUpdates;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.RetentionDesk;
import org.drydock.servicing.Runs;
import org.drydock.site.Retention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What is wrong with a body is said in the words of JSON, not in those of the server's code. */
class ProblemsTest {

  private final MockMvc http =
      MockMvcBuilders.standaloneSetup(
              new SchedulesController(
                  mock(ServicingSchedules.class), mock(ScheduleHistory.class), mock(Runs.class)),
              new ImagesController(mock(ImageLibrary.class), mock(ScheduledUpdates.class)),
              new RetentionController(mock(Retention.class), mock(RetentionDesk.class)))
          .setControllerAdvice(new Problems())
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"imageIds":"DRY00001"}                | "imageIds" must be a list in brackets
          {"imageIds":{"a":1}}                   | "imageIds" must be a list in brackets
          {"imageIds":["a",["b"]]}               | "imageIds[1]" must be a text in quotes
          {"updateIds":[{"id":"x"}]}             | "updateIds[0]" must be a text in quotes
          {"continueOnError":"perhaps"}          | "continueOnError" must be true or false
          {"continueOnError":[]}                 | "continueOnError" must be true or false
          {"recurrence":"daily"}                 | "recurrence" must be an object in braces
          {"recurrence":{"cron":{}}}             | "recurrence.cron" must be a text in quotes
          []                                     | The body must be an object in braces
          "text"                                 | The body must be an object in braces
          """)
  void aFieldOfTheWrongTypeIsNamedWithWhatItMustBe(String body, String sentence) throws Exception {
    refused(post("/api/v1/schedules").content(body), sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"version":"one"}                      | "version" must be a whole number
          {"version":{}}                         | "version" must be a whole number
          {"version":99999999999}                | "version" must be a whole number
          """)
  void aNumberMustBeOne(String body, String sentence) throws Exception {
    refused(post("/api/v1/images/DRY00001/rollback").content(body), sentence);
  }

  @Test
  void aNestedNumberIsNamedWithItsPath() throws Exception {
    refused(
        put("/api/v1/settings/retention").content("{\"runs\":{\"keep\":\"many\"}}"),
        "\"runs.keep\" must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{`imageIds`:", "{\"start\":now}"})
  void whatIsNoJsonIsSaidToBeNone(String body) throws Exception {
    refused(post("/api/v1/schedules").content(body), "no JSON: line 1, column ");
  }

  @Test
  void aBodyThatIsMissingIsSaidToBe() throws Exception {
    refused(post("/api/v1/schedules"), "The body is missing");
    refused(post("/api/v1/schedules").content("null"), "The body is missing");
  }

  private void refused(MockHttpServletRequestBuilder request, String sentence) throws Exception {
    http.perform(request.contentType(MediaType.APPLICATION_JSON))
        .andExpect(status().isBadRequest())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(
            jsonPath("$.detail")
                .value(
                    allOf(
                        startsWith("The "),
                        containsString(sentence),
                        not(containsString("java")),
                        not(containsString("drydock")),
                        not(containsString("Exception")))));
  }
}
