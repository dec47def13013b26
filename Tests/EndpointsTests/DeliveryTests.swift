import Endpoints
import Synchronization
import Testing

/// Whoever wants to know whether an answer arrived is told once.
@Suite struct DeliveryTests {
  private final class Told: Sendable {
    let answers = Mutex<[Bool]>([])
  }

  @Test func anAnswerThatWasWrittenArrived() {
    let told = Told()
    do {
      let delivery = Delivery { isDelivered in told.answers.withLock { $0.append(isDelivered) } }
      delivery.succeed()
      delivery.succeed()
    }
    #expect(told.answers.withLock { $0 } == [true])
  }

  @Test func anAnswerThatNobodyHasAnyMoreDidNot() {
    let told = Told()
    do {
      var response = ServerResponse(text: "x")
      response.delivery = Delivery { isDelivered in told.answers.withLock { $0.append(isDelivered) } }
      #expect(response.status == 200)
    }
    #expect(told.answers.withLock { $0 } == [false])
  }
}
