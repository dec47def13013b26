import Drawing

/// An SVG that `Drawing` made for a page.
struct Picture {
  let text: String

  init(_ picture: LinePlotPicture) { text = picture.text }
  init(_ picture: ParallelPicture) { text = picture.text }
  init(_ picture: ScatterPicture) { text = picture.text }
}
