"""Prints tables of RFC 3454 as CPython has them: a line each, of ranges in base 36, each as its gap to the last and its length."""

import stringprep
import unicodedata


def digits(number):
    text = ""
    while True:
        number, digit = divmod(number, 36)
        text = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + text
        if number == 0:
            return text


def ranges(holds):
    last = 0
    words = []
    start = None
    for code in range(0x110001):
        inside = code < 0x110000 and holds(chr(code))
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            words.append(f"{digits(start - last)},{digits(code - start)}")
            last, start = code, None
    return " ".join(words)


print(ranges(lambda character: unicodedata.ucd_3_2_0.category(character) == "Cn"))
print(ranges(stringprep.in_table_d1))
print(ranges(stringprep.in_table_d2))
