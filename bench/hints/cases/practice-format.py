"""+, % and str.format(), each against an f-string, for one message; and a few statements that make one."""
N = 50_000
NAME = 'An'


def before_plus(n):
    """'hello ' + name + ' number ' + str(i)"""
    for i in range(n):
        text = 'hello ' + NAME + ' number ' + str(i)
    return text


def before_percent(n):
    """'hello %s number %s' % (name, i)"""
    for i in range(n):
        text = 'hello %s number %s' % (NAME, i)
    return text


def before_format(n):
    """'hello {} number {}'.format(name, i)"""
    for i in range(n):
        text = 'hello {} number {}'.format(NAME, i)
    return text


def _fstring(n):
    for i in range(n):
        text = f'hello {NAME} number {i}'
    return text


after_plus = after_percent = after_format = _fstring


def before_two(n):
    """'hello ' + name"""
    for i in range(n):
        text = 'hello ' + NAME
    return text


def after_two(n):
    for i in range(n):
        text = f'hello {NAME}'
    return text


def before_three(n):
    """'hello ' + name + ', and welcome'"""
    for i in range(n):
        text = 'hello ' + NAME + ', and welcome'
    return text


def after_three(n):
    for i in range(n):
        text = f'hello {NAME}, and welcome'
    return text


def before_four(n):
    """'hello ' + name + ', and ' + name"""
    for i in range(n):
        text = 'hello ' + NAME + ', and ' + NAME
    return text


def after_four(n):
    for i in range(n):
        text = f'hello {NAME}, and {NAME}'
    return text


def before_two_number(n):
    """'number ' + str(i)"""
    for i in range(n):
        text = 'number ' + str(i)
    return text


def after_two_number(n):
    for i in range(n):
        text = f'number {i}'
    return text


def before_percent_one(n):
    """'hello %s, and welcome' % (name,)"""
    for i in range(n):
        text = 'hello %s, and welcome' % (NAME,)
    return text


def after_percent_one(n):
    for i in range(n):
        text = f'hello {NAME}, and welcome'
    return text


def before_format_one(n):
    """'hello {}, and welcome'.format(name)"""
    for i in range(n):
        text = 'hello {}, and welcome'.format(NAME)
    return text


def after_format_one(n):
    for i in range(n):
        text = f'hello {NAME}, and welcome'
    return text


def before_pieces(n):
    """a text and two += of a text that is there"""
    for i in range(n):
        text = 'line1\n'
        text += NAME
        text += '\nline3\n'
    return text


def after_pieces(n):
    for i in range(n):
        text = f'line1\n{NAME}\nline3\n'
    return text


before_pieces_join = before_pieces


def after_pieces_join(n):
    for i in range(n):
        parts = ['line1\n']
        parts.append(NAME)
        parts.append('\nline3\n')
        text = ''.join(parts)
    return text


def before_pieces_made(n):
    """'From: ' + name + '\\n' and two += of a text that is there"""
    for i in range(n):
        text = 'From: ' + NAME + '\n'
        text += 'To: all\n'
        text += 'Subject: log\n'
    return text


def after_pieces_made(n):
    for i in range(n):
        text = f'From: {NAME}\nTo: all\nSubject: log\n'
    return text


def before_five(n):
    """'<p>' + name + ', ' + name + '</p>'"""
    for i in range(n):
        text = '<p>' + NAME + ', ' + NAME + '</p>'
    return text


def after_five(n):
    for i in range(n):
        text = f'<p>{NAME}, {NAME}</p>'
    return text


def before_six(n):
    """'<p>' + name + name + name + name + '</p>'"""
    for i in range(n):
        text = '<p>' + NAME + NAME + NAME + NAME + '</p>'
    return text


def after_six(n):
    for i in range(n):
        text = f'<p>{NAME}{NAME}{NAME}{NAME}</p>'
    return text


def before_seven(n):
    """'<p>' + name + ', ' + name + ', ' + name + '</p>'"""
    for i in range(n):
        text = '<p>' + NAME + ', ' + NAME + ', ' + NAME + '</p>'
    return text


def after_seven(n):
    for i in range(n):
        text = f'<p>{NAME}, {NAME}, {NAME}</p>'
    return text


def before_percent_four(n):
    """'<p>%s, %s, %s, %s</p>' % (name, name, name, name)"""
    for i in range(n):
        text = '<p>%s, %s, %s, %s</p>' % (NAME, NAME, NAME, NAME)
    return text


def before_format_four(n):
    """'<p>{}, {}, {}, {}</p>'.format(name, name, name, name)"""
    for i in range(n):
        text = '<p>{}, {}, {}, {}</p>'.format(NAME, NAME, NAME, NAME)
    return text


def after_percent_four(n):
    for i in range(n):
        text = f'<p>{NAME}, {NAME}, {NAME}, {NAME}</p>'
    return text


after_format_four = after_percent_four


def before_pieces_one(n):
    """a text and one += of a text that is there"""
    for i in range(n):
        text = 'line1\n'
        text += NAME
    return text


def after_pieces_one(n):
    for i in range(n):
        text = f'line1\n{NAME}'
    return text
