#include "datasets/exports/class_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace sternum {
namespace {

struct Heading {
  std::string_view english;
  std::string_view chinese;
};

std::string in(ExportLanguage language, const Heading& heading) {
  return std::string(language == ExportLanguage::Chinese ? heading.chinese : heading.english);
}

ExportCell count_cell(std::int64_t number) { return CellNumber{static_cast<double>(number), 0}; }

ExportCell number_cell(std::optional<double> number, int decimals) {
  if (!number) return {};
  return CellNumber{*number, decimals};
}

/// What is told of each exam that counts, one behind the other, the same only once.
template <class Tell>
ExportCell of_exams(const TraineeResult& trainee, Tell tell) {
  std::vector<std::string> told;
  for (const ExamOutcome& exam : trainee.exams) {
    std::string text = tell(exam);
    if (text.empty() || std::find(told.begin(), told.end(), text) != told.end()) continue;
    told.push_back(std::move(text));
  }
  return text_cell(fmt::format("{}", fmt::join(told, "; ")));
}

struct ClassColumn {
  Heading heading;
  int width;
  ExportCell (*cell)(const ClassResults&, const TraineeResult&, ExportLanguage);
};

ExportCell yes_or_no(bool is_so, ExportLanguage language) {
  return in(language, is_so ? Heading{"yes", "是"} : Heading{"no", "否"});
}

// One place for what is exported, in which order, and how it is called.
constexpr ClassColumn kColumnsOfClass[] = {
    {{"Class number", "期号"}, 14, [](auto& c, auto&, auto) { return text_cell(c.record.number); }},
    {{"Course", "课程"}, 20, [](auto& c, auto&, auto) { return text_cell(c.record.course); }},
    {{"Organiser", "主办单位"},
     20,
     [](auto& c, auto&, auto) { return text_cell(c.record.organiser); }},
    {{"Base", "培训基地"}, 20, [](auto& c, auto&, auto) { return text_cell(c.record.base); }},
    {{"Place", "地点"}, 16, [](auto& c, auto&, auto) { return text_cell(c.record.place); }},
    {{"Audience", "对象"}, 10, [](auto& c, auto&, auto) { return text_cell(c.record.audience); }},
    {{"First day", "开始日期"},
     12,
     [](auto& c, auto&, auto) { return day_cell(c.record.starts_on); }},
    {{"Last day", "结束日期"}, 12, [](auto& c, auto&, auto) { return day_cell(c.record.ends_on); }},
    {{"Hours", "学时"}, 8, [](auto& c, auto&, auto) { return number_cell(c.record.hours, 2); }},
    {{"Instructors", "师资"},
     20,
     [](auto& c, auto&, auto) { return text_cell(c.record.instructors); }},
    {{"Assistants", "助教"},
     16,
     [](auto& c, auto&, auto) { return text_cell(c.record.assistants); }},
    {{"Expected", "应到人数"},
     9,
     [](auto& c, auto&, auto) {
       return c.record.expected ? count_cell(*c.record.expected) : ExportCell{};
     }},
    {{"Present", "实到人数"}, 9, [](auto& c, auto&, auto) { return count_cell(c.present()); }},
    {{"Name", "姓名"}, 16, [](auto&, auto& t, auto) { return text_cell(t.name); }},
    {{"Organisation", "单位"}, 20, [](auto&, auto& t, auto) { return text_cell(t.organisation); }},
    {{"Was present", "到场"},
     8,
     [](auto&, auto& t, auto language) { return yes_or_no(t.was_present(), language); }},
    {{"Theory score", "理论成绩"},
     10,
     [](auto&, auto& t, auto) { return number_cell(t.outcome.theory_score, 2); }},
    {{"Practical score", "实操成绩"},
     10,
     [](auto&, auto& t, auto) { return number_cell(t.practical_score(), 1); }},
    {{"Verdict", "考核结论"},
     12,
     [](auto&, auto& t, auto language) {
       return text_cell(std::string(verdict_word(t.verdict(), language)));
     }},
    {{"Retest", "补考"},
     8,
     [](auto&, auto& t, auto language) {
       return t.exams.empty() ? ExportCell{} : yes_or_no(t.is_retested(), language);
     }},
    {{"Passed", "通过"},
     8,
     [](auto&, auto& t, auto language) { return yes_or_no(t.has_passed(), language); }},
    {{"Certificate number", "证书编号"},
     20,
     [](auto&, auto& t, auto) { return text_cell(t.outcome.certificate_number); }},
    {{"Certified on", "发证日期"},
     12,
     [](auto&, auto& t, auto) { return day_cell(t.outcome.certified_on); }},
    {{"Valid until", "有效期至"},
     12,
     [](auto&, auto& t, auto) { return day_cell(t.outcome.valid_until); }},
    {{"Guideline", "指南"},
     18,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) { return exam.guideline_id; });
     }},
    {{"Exam scheme", "考核方案"},
     22,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) {
         return exam.scheme_edition.empty()
                    ? exam.scheme_id
                    : fmt::format("{} {}", exam.scheme_id, exam.scheme_edition);
       });
     }},
    {{"Manikin", "模拟人"},
     16,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) { return exam.manikin_id; });
     }},
    {{"Calibration", "校准编号"},
     10,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) {
         return exam.calibration_id ? fmt::format("{}", *exam.calibration_id) : std::string();
       });
     }},
    {{"Examiner", "考官"},
     12,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) { return exam.examiner; });
     }},
    {{"Attempts", "练习与考核次数"},
     10,
     [](auto&, auto& t, auto) { return count_cell(t.attempts); }},
    {{"Hands-on time (s)", "动手时间（秒）"},
     12,
     [](auto&, auto& t, auto) { return number_cell(t.hands_on_s, 0); }},
    {{"Attempt", "计分记录号"},
     10,
     [](auto&, auto& t, auto) {
       return of_exams(t, [](const ExamOutcome& exam) { return fmt::format("{}", exam.attempt); });
     }},
    {{"Audit hash", "审计摘要"},
     20,
     [](auto& c, auto&, auto) { return text_cell(c.audit_hash.value_or(std::string())); }},
};

/// "2026-03", of when the class was held.
std::string month_of(const ClassRecord& record) {
  for (const std::string& day : {record.ends_on, record.starts_on}) {
    if (std::holds_alternative<CellDay>(day_cell(day))) return day.substr(0, 7);
  }
  const std::chrono::sys_time<std::chrono::milliseconds> at{std::chrono::milliseconds(record.key)};
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(at)};
  return fmt::format("{:04}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()));
}

}  // namespace

std::string_view verdict_word(std::optional<Verdict> verdict, ExportLanguage language) {
  if (!verdict) return {};
  const bool chinese = language == ExportLanguage::Chinese;
  switch (*verdict) {
    case Verdict::Pass:
      return chinese ? "合格" : "pass";
    case Verdict::Fail:
      return chinese ? "不合格" : "fail";
    case Verdict::Borderline:
      return chinese ? "待考官判定" : "borderline";
    case Verdict::Invalid:
      return chinese ? "数据无效" : "invalid";
  }
  return {};
}

ExportTable class_table(const ClassResults& results, ExportLanguage language) {
  ExportTable table;
  table.title = in(language, {"Results", "成绩"});
  for (const ClassColumn& column : kColumnsOfClass) {
    table.columns.push_back({in(language, column.heading), column.width});
  }
  for (const TraineeResult& trainee : results.trainees) {
    auto& row = table.rows.emplace_back();
    for (const ClassColumn& column : kColumnsOfClass) {
      row.push_back(column.cell(results, trainee, language));
    }
  }
  return table;
}

ExportTable statistics_table(const std::vector<ClassResults>& classes, ExportLanguage language) {
  struct Sums {
    int classes = 0;
    int present = 0;
    int certified = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Sums> groups;
  for (const ClassResults& each : classes) {
    Sums& sums = groups[{month_of(each.record), each.record.base, each.record.audience}];
    ++sums.classes;
    for (const TraineeResult& trainee : each.trainees) {
      if (!trainee.was_present()) continue;
      ++sums.present;
      sums.certified += trainee.is_certified() ? 1 : 0;
    }
  }
  ExportTable table;
  table.title = in(language, {"Statistics", "统计"});
  for (const auto& [heading, width] :
       std::initializer_list<std::pair<Heading, int>>{{{"Month", "月份"}, 10},
                                                      {{"Base", "培训基地"}, 20},
                                                      {{"Audience", "对象"}, 12},
                                                      {{"Classes", "班次"}, 10},
                                                      {{"Present", "实到人数"}, 10},
                                                      {{"Certified", "持证人数"}, 10},
                                                      {{"Awareness", "普及人数"}, 10}}) {
    table.columns.push_back({in(language, heading), width});
  }
  for (const auto& [group, sums] : groups) {
    const auto& [month, base, audience] = group;
    table.rows.push_back({text_cell(month), text_cell(base), text_cell(audience),
                          count_cell(sums.classes), count_cell(sums.present),
                          count_cell(sums.certified), count_cell(sums.present - sums.certified)});
  }
  return table;
}

}  // namespace sternum
