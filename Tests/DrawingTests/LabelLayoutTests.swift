import Testing

@testable import Drawing

struct LabelLayoutTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let labels: [LabelLayout.Label]
    let rows: [Int?]
    let testDescription: String
  }

  private static func label(_ starts: Double..., width: Double = 10, isFirst: Bool = false) -> LabelLayout.Label {
    .init(starts: starts, width: width, isFirst: isFirst)
  }

  static let cases = [
    Case(labels: [label(0), label(20)], rows: [0, 0], testDescription: "apart"),
    Case(labels: [label(0), label(5)], rows: [1, 0], testDescription: "the newest is nearest to the plot"),
    Case(labels: [label(0, isFirst: true), label(5)], rows: [0, 1], testDescription: "the important one first"),
    Case(labels: [label(0), label(11)], rows: [1, 0], testDescription: "too near"),
    Case(labels: [label(0, 30), label(5)], rows: [0, 0], testDescription: "to the other side"),
    Case(labels: [label(0), label(0), label(0)], rows: [nil, 1, 0], testDescription: "no room"),
    Case(labels: [label()], rows: [nil], testDescription: "no place at all"),
  ]

  @Test(arguments: cases)
  func rows(_ sample: Case) {
    let places = LabelLayout.packed(sample.labels, rowsAtMost: 2, gap: 2)
    #expect(places.map { $0?.row } == sample.rows)
  }

  @Test("labels are thinned evenly, and none reaches over an end") func thinned() {
    func shown(_ count: Int, width: Double) -> [Int] {
      let labels = (0..<count).map { (center: (Double($0) + 0.5) * 100 / Double(count), width: width) }
      let places = LabelLayout.thinned(labels, length: 100, gap: 2)
      for (index, start) in places { #expect(start >= 0 && start + labels[index].width <= 100, "\(count) \(width)") }
      for (one, two) in zip(places, places.dropFirst()) { #expect(one.start + width + 2 <= two.start) }
      return places.map(\.index)
    }
    #expect(shown(0, width: 5) == [])
    #expect(shown(1, width: 100) == [0])
    #expect(shown(4, width: 20) == [0, 1, 2, 3])
    #expect(shown(10, width: 20) == [0, 3, 6, 9])
    #expect(shown(10_000, width: 30).count == 3)
    #expect(shown(5, width: 80) == [0])
  }
}
