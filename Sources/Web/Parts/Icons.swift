/// The few signs that stand beside words.
enum Icons {
  static let mark: StaticString =
    #"<svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden="true"><rect x="1" y="1" width="20" height="20" rx="5" fill="currentColor"/><g class="mark-i"><circle cx="7" cy="15.5" r="2"/><circle cx="7" cy="6.5" r="2"/><circle cx="15" cy="9" r="2"/></g><path class="mark-l" d="M7 8v6M7 13.2c0-2.4 1.4-3.6 6-4" stroke-width="1.5"/></svg>"#
  static let lock: StaticString =
    #"<svg width="10" height="11" viewBox="0 0 10 11" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true"><rect x="1" y="5" width="8" height="5" rx="1" fill="currentColor"/><path d="M3 5V3.3a2 2 0 0 1 4 0V5"/></svg>"#
  static let refused: StaticString =
    #"<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="6.4" fill="none" stroke="currentColor" stroke-width="1.3"/><path d="M7 3.6v4.2" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/><circle cx="7" cy="10.2" r=".9" fill="currentColor"/></svg>"#
  static let gear: StaticString =
    #"<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true"><circle cx="8" cy="8" r="2.2"/><path d="M8 1.6v2M8 12.4v2M1.6 8h2M12.4 8h2M3.5 3.5l1.4 1.4M11.1 11.1l1.4 1.4M3.5 12.5l1.4-1.4M11.1 4.9l1.4-1.4"/></svg>"#
}
