#include "datasets/documents/svg_drawing.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "datasets/documents/type_setter.hpp"
#include "datasets/exports/base64.hpp"

namespace sternum::paper {
namespace {

/// To a hundredth, without zeros that say nothing.
std::string number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string colour(Ink ink) { return fmt::format("#{:06x}", ink.rgb); }

std::string escaped(std::string_view words) {
  std::string text;
  for (const char c : words) {
    switch (c) {
      case '&':
        text += "&amp;";
        break;
      case '<':
        text += "&lt;";
        break;
      case '>':
        text += "&gt;";
        break;
      case '"':
        text += "&quot;";
        break;
      default:
        text += c;
    }
  }
  return text;
}

std::string listed(std::span<const Point> points) {
  std::string text;
  for (const Point& point : points) {
    if (!text.empty()) text += ' ';
    text += number(point.x) + ',' + number(point.y);
  }
  return text;
}

std::string frame(const Box& box, double radius) {
  std::string text = fmt::format(R"(x="{}" y="{}" width="{}" height="{}")", number(box.x),
                                 number(box.y), number(box.w), number(box.h));
  if (radius > 0.0) text += fmt::format(R"( rx="{}")", number(radius));
  return text;
}

}  // namespace

SvgDrawing::SvgDrawing(const TypeSetter& setter, double width, double height,
                       std::string_view title, std::string_view language)
    : Drawing(setter) {
  svg_ = fmt::format(
      R"(<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}" xml:lang="{2}" font-family="{3},sans-serif">
<title>{4}</title>
)",
      number(width), number(height), language, escaped(setter.families()), escaped(title));
}

std::string SvgDrawing::take() { return std::move(svg_) + "</svg>\n"; }

void SvgDrawing::fill(const Box& box, Ink ink, double radius) {
  fmt::format_to(std::back_inserter(svg_), "<rect {} fill=\"{}\"/>\n", frame(box, radius),
                 colour(ink));
}

void SvgDrawing::outline(const Box& box, Ink ink, double width, double radius) {
  fmt::format_to(std::back_inserter(svg_),
                 "<rect {} fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n",
                 frame(box.inset(width / 2, width / 2), radius), colour(ink), number(width));
}

void SvgDrawing::line(Point from, Point to, Ink ink, double width) {
  fmt::format_to(std::back_inserter(svg_),
                 R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>)"
                 "\n",
                 number(from.x), number(from.y), number(to.x), number(to.y), colour(ink),
                 number(width));
}

void SvgDrawing::dashed_line(Point from, Point to, Ink ink, double width) {
  fmt::format_to(
      std::back_inserter(svg_),
      R"(<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>)"
      "\n",
      number(from.x), number(from.y), number(to.x), number(to.y), colour(ink), number(width),
      number(4 * width));
}

void SvgDrawing::polyline(std::span<const Point> points, Ink ink, double width) {
  fmt::format_to(
      std::back_inserter(svg_),
      R"(<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"/>)"
      "\n",
      listed(points), colour(ink), number(width));
}

void SvgDrawing::polygon(std::span<const Point> points, Ink ink) {
  fmt::format_to(std::back_inserter(svg_), "<polygon points=\"{}\" fill=\"{}\"/>\n", listed(points),
                 colour(ink));
}

void SvgDrawing::disc(Point centre, double radius, Ink ink) {
  fmt::format_to(std::back_inserter(svg_), "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"/>\n",
                 number(centre.x), number(centre.y), number(radius), colour(ink));
}

void SvgDrawing::ring(Point centre, double radius, Ink ink, double width) {
  fmt::format_to(std::back_inserter(svg_),
                 R"(<circle cx="{}" cy="{}" r="{}" fill="none" stroke="{}" stroke-width="{}"/>)"
                 "\n",
                 number(centre.x), number(centre.y), number(radius), colour(ink), number(width));
}

void SvgDrawing::begin_marks(std::string_view kind) {
  fmt::format_to(std::back_inserter(svg_), "<g class=\"{}\">\n", kind);
}

void SvgDrawing::end_marks() { svg_ += "</g>\n"; }

void SvgDrawing::put(Point start, const std::string& words, const Writing& how, double width) {
  // Held where it belongs on a computer with other fonts, too.
  const char* anchor = how.align == Align::Left    ? "start"
                       : how.align == Align::Right ? "end"
                                                   : "middle";
  const double x = how.align == Align::Left    ? start.x
                   : how.align == Align::Right ? start.x + width
                                               : start.x + width / 2;
  fmt::format_to(std::back_inserter(svg_),
                 R"(<text x="{}" y="{}" font-size="{}"{} fill="{}" text-anchor="{}">{}</text>)"
                 "\n",
                 number(x), number(start.y), number(how.type.size),
                 how.type.bold ? " font-weight=\"bold\"" : "", colour(how.ink), anchor,
                 escaped(words));
}

Result<void> SvgDrawing::put_picture(const Box& place, std::string_view png) {
  svg_ += fmt::format("<image {} href=\"data:image/png;base64,{}\"/>\n", frame(place, 0.0),
                      base64_of(png));
  return {};
}

}  // namespace sternum::paper
