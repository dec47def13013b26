/// What a page has inside of its frame.
struct Page {
  /// What the window is called, before the organization's name.
  var title: String
  /// Where the bar says that one is.
  var section = Section.registries
  var crumbs: [Crumb] = []
  /// Behind the crumbs.
  var chip: HTML?
  /// The content of `h1`.
  var heading: HTML
  var lead: HTML?
  /// Buttons and links on the right.
  var actions: HTML?
  var tabs: Tabs?
  var body: HTML
  /// 400 where it says what is wrong in the query.
  var status = 200

  enum Section { case registries, proposals, history, members, none }

  struct Crumb {
    let text: String
    let address: Address
  }

  init(_ title: String, heading: HTML? = nil, body: HTML) {
    self.title = title
    self.heading = heading ?? HTML { $0.text(title) }
    self.body = body
  }
}
