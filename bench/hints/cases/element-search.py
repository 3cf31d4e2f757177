"""Look-ups by an attribute in a tree of 300 elements, against a dict."""
import xml.etree.ElementTree as ET

N = 300
ROOT = ET.Element('shop')
for number in range(N):
    ET.SubElement(ET.SubElement(ROOT, 'item', id=str(number)), 'price').text = str(number)


def before(n):
    return [ROOT.find(".//item[@id='%d']" % (number * 7 % n)).findtext('price') for number in range(n)]


def after(n):
    by_id = {}
    for item in ROOT.iter('item'):
        by_id.setdefault(item.get('id'), item)
    return [by_id[str(number * 7 % n)].findtext('price') for number in range(n)]
