import Git

/// Says what others can cause as often as they like, and so says it a few times a minute.
final class SparingLog: Sendable {
  private let state = Guarded((minute: Int64(0), count: 0))
  private let say: @Sendable (String) -> Void

  private static let perMinute = 20

  init(_ say: @escaping @Sendable (String) -> Void) { self.say = say }

  func say(_ text: String) {
    let minute = Clock.millisecondsSince1970() / 60_000
    let isShown = state.change { state -> Bool in
      if state.minute != minute { state = (minute, 0) }
      state.count += 1
      return state.count <= Self.perMinute
    }
    if isShown { say(text) }
  }
}
