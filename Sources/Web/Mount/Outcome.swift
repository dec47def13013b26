/// What a page's address leads to.
enum Outcome {
  case page(Page, status: Int = 200)
  case redirect(Address)
  /// What is read by another program than a browser.
  case document(HTML, type: String)
}
