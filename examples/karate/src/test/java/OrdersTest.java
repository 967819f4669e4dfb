import com.intuit.karate.junit5.Karate;

class OrdersTest {
  @Karate.Test
  Karate orders() {
    return Karate.run("orders").relativeTo(getClass());
  }
}
