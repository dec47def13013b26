import Testing

@testable import Drawing

struct AxisTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let values: [Double]
    let ticks: [String]
    var testDescription: String { "\(values)" }
  }

  static let cases = [
    Case(values: [0.8333, 0.9167], ticks: ["0.82", "0.84", "0.86", "0.88", "0.90", "0.92"]),
    Case(values: [0, 1], ticks: ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    Case(values: [40, 42, 38.5], ticks: ["38", "39", "40", "41", "42"]),
    Case(values: [-3, 7], ticks: ["-4", "-2", "0", "2", "4", "6", "8"]),
    // A range of one, as ends that are no multiples.
    Case(values: [17, 123], ticks: ["0", "50", "100", "150"]),
    // The smallest is nothing beside the largest.
    Case(values: [1e-12, 1e9], ticks: ["0", "2e8", "4e8", "6e8", "8e8", "1e9"]),
    Case(values: [1e-12, 3e-12], ticks: ["1e-12", "1.5e-12", "2e-12", "2.5e-12", "3e-12"]),
    // One point, and all equal: the value is in the middle.
    Case(values: [0.5], ticks: ["0.44", "0.46", "0.48", "0.50", "0.52", "0.54", "0.56"]),
    Case(values: [0, 0, 0], ticks: ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
    Case(values: [], ticks: []),
    // Nearer than doubles tell apart.
    Case(values: [1e16, 1e16 + 2], ticks: ["9e15", "9.5e15", "1e16", "1.05e16", "1.1e16"]),
    Case(
      values: [1_000_000_001, 1_000_000_003],
      ticks: ["1000000001.0", "1000000001.5", "1000000002.0", "1000000002.5", "1000000003.0"]),
    Case(values: [.leastNonzeroMagnitude], ticks: ["-1e-280", "-5e-281", "0", "5e-281", "1e-280"]),
    Case(values: [-1.7e308, 1.7e308], ticks: ["-1e300", "-5e299", "0", "5e299", "1e300"]),
  ]

  @Test(arguments: cases)
  func roundNumbersAround(_ sample: Case) {
    let axis = Axis(of: sample.values, ticksAtMost: 7)
    #expect(axis.ticks.map(\.text) == sample.ticks)
  }

  @Test("every value is between the ends, and there are never more ticks than asked for") func holdsForAll() {
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      let values = (0..<3).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(bitPattern: state)
      }.filter(\.isFinite)
      let axis = Axis(of: values, ticksAtMost: 7)
      #expect(values.isEmpty || (2...7).contains(axis.ticks.count), "\(values)")
      #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0.value < $1.value }, "\(values)")
      #expect(Set(axis.ticks.map(\.text)).count == axis.ticks.count, "\(values)")
      for (low, high) in zip(values.sorted(), values.sorted().dropFirst()) {
        #expect(axis.position(of: low) <= axis.position(of: high), "\(values)")
      }
    }
  }

  @Test("a tick says its value") func texts() {
    for (values, _) in Self.cases.map({ ($0.values, $0.ticks) }) {
      for tick in Axis(of: values, ticksAtMost: 7).ticks { #expect(Double(tick.text) == tick.value, "\(values)") }
    }
  }
}
