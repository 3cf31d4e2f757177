"""Settings asked for at each item, against values that were read once."""
import configparser

N = 2_000
CONFIG = configparser.ConfigParser()
CONFIG.read_dict({'job': {'rate': '3', 'limit': '100', 'name': '%(rate)s-x'}})


def before_get(n):
    return [min(number * CONFIG.getint('job', 'rate'), CONFIG.getint('job', 'limit')) for number in range(n)]


def after_get(n):
    rate, limit = CONFIG.getint('job', 'rate'), CONFIG.getint('job', 'limit')
    return [min(number * rate, limit) for number in range(n)]


def before_item(n):
    return [CONFIG['job']['name'] for _ in range(n)]


def after_item(n):
    name = CONFIG['job']['name']
    return [name for _ in range(n)]
