#!/usr/bin/env python3
"""Writes the fixtures that other tools make: openpyxl here, then LibreOffice from the same sheets (shared strings both).

    pip install openpyxl; python3 make-fixtures.py; soffice --headless --convert-to xlsx:"Calc MS Excel 2007 XML" …
Run once; the files are committed. What must come out of them is listed by hand in HeaderTests and PhraseTests.
"""
import datetime, os, shutil, subprocess, tempfile
import openpyxl

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "Fixtures")
PLAIN = [("序号", "1"), ("责任单位", "江六村"), ("反馈问题", "误工补助支出异常"), ("问题类别", "作风"), ("整改时限", "2024-12-31")]
HEADERS = {
    "序号": "序号 问题序号 编号 问题编号",
    "反馈问题": "反馈问题 巡察反馈的问题(包括例证) 具体问题 具体表现 问题表现 问题摘要 存在问题 整改任务 问题表述",
    "问题类别": "问题类别 问题子类 问题分类 一级标题 二级标题 三级标题 对应聚焦 对应四个落实",
    "责任单位": "责任单位 具体责任单位 责任部门 整改责任单位 被巡察单位 被巡察党组织 单位名称",
    "整改时限": "整改时限 完成时限 整改期限 预计完成时间 对应的完成时间 完成时间 整改类型",
    "": "牵头单位 牵头部门 配合部门 责任领导 牵头领导 整改第一责任人 协助整改工作的领导 责任人 责任部门(人) 具体经办人 联系人 "
        "整改目标 整改落实目标 整改完成标准 整改要求 整改措施 归零措施 措施内容 细化的整改措施 "
        "整改进展 整改进展情况 落实情况 已采取的整改措施 整改措施完成情况 整改成效 整改结果 佐证材料 证明材料 附件 "
        "举一反三检查情况 产生问题的根本原因 未整改到位原因及下一步计划 定性依据 法规政策依据 销号人 验收人员",
}
# Written as text; the day each means stands in PhraseTests.
PHRASES = """2024-12-31 2024/8/31 2024.8.31 2024.8 2024年8月31日前 2016年6|月15日前 20241231 2024年8月底 8月底前 2024年底前 第三季度
2022年10月中旬 10个工作日内 2个月内 半年之内 1年之内 ２０２４年８月底 立行立改 即知即改 马上改 长期坚持 持续推进 常态化 集中整改期
整改情况截至2025年1月1日 2025年2月30日""".split()

def headers(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for place, names in HEADERS.items():
        for name in names.split():
            sheet = book.create_sheet("h%02d" % len(book.sheetnames))
            sheet.append(["第六轮整改台账"])
            row = [(name if header == place else header, value) for header, value in PLAIN]
            if not place:
                row.append((name, "甲"))
            sheet.append([header for header, _ in row])
            sheet.append([value for _, value in row])
    book.save(path)

def phrases(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "期限"
    sheet.append([header for header, _ in PLAIN])
    for index, phrase in enumerate(PHRASES, 1):
        sheet.append([str(index), "江六村", "问题%d" % index, "作风", phrase.replace("|", " ")])
    # A real date, and a day number of a spreadsheet.
    sheet.append([str(len(PHRASES) + 1), "江六村", "真日期", "作风", datetime.date(2024, 12, 31)])
    sheet.append([str(len(PHRASES) + 2), "江六村", "天数", "作风", 45657])
    book.save(path)

def by_libreoffice(name):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["soffice", "--headless", "--convert-to", "ods", "--outdir", folder, os.path.join(here, name)], check=True)
        ods = os.path.join(folder, name.replace(".xlsx", ".ods"))
        out = os.path.join(folder, "out")
        subprocess.run(["soffice", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", out, ods], check=True)
        shutil.copy(os.path.join(out, name), os.path.join(here, name.replace(".xlsx", "-libreoffice.xlsx")))

for write, name in [(headers, "headers.xlsx"), (phrases, "phrases.xlsx")]:
    write(os.path.join(here, name))
    by_libreoffice(name)
