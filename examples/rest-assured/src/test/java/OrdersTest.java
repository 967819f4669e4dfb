import static io.restassured.RestAssured.given;
import static io.restassured.config.LogConfig.logConfig;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OrdersTest {
  @BeforeAll
  static void setUp() {
    RestAssured.baseURI = System.getenv("BASE_URL");
    // `log()` and a failing test print the whole request, except these headers.
    RestAssured.config = RestAssuredConfig.config()
        .logConfig(logConfig().blacklistHeader("Authorization").enableLoggingOfRequestAndResponseIfValidationFails());
  }

  private static RequestSpecification api() {
    // Not a `-D` property, because every process on the machine could read it.
    return given().auth().oauth2(System.getenv("ID_TOKEN")).contentType(ContentType.JSON);
  }

  @Test
  void refusesACallerWithoutAToken() {
    given().get("/orders").then().statusCode(401);
  }

  @Test
  void createsAnOrder() {
    String id = api().body("{\"item\": \"espresso cup\", \"quantity\": 2}")
        .post("/orders")
        .then().statusCode(201).body("item", equalTo("espresso cup"))
        .extract().path("id");

    api().get("/orders/{id}", id).then().statusCode(200).body("status", equalTo("open"));
  }
}
