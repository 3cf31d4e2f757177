"""Django's ORM and SQLAlchemy's on sqlite in memory: a query, a save or a lazy load for each object, against one (needs both)."""
import django
from django.conf import settings

settings.configure(DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}})
django.setup()

from django.db import connection, models, transaction
from sqlalchemy import ForeignKey, Integer, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Session, joinedload, mapped_column, relationship

N = 500


class Author(models.Model):
    name = models.CharField(max_length=50)

    class Meta:
        app_label = 'shop'


class Book(models.Model):
    author = models.ForeignKey(Author, on_delete=models.CASCADE)

    class Meta:
        app_label = 'shop'


class Note(models.Model):
    text = models.CharField(max_length=50)

    class Meta:
        app_label = 'shop'


with connection.schema_editor() as editor:
    for model in (Author, Book, Note):
        editor.create_model(model)
Author.objects.bulk_create([Author(name='author %d' % number) for number in range(N)])
Book.objects.bulk_create([Book(author_id=number + 1) for number in range(N)])


class Base(DeclarativeBase):
    pass


class Writer(Base):
    __tablename__ = 'writer'
    id = mapped_column(Integer, primary_key=True)
    name = mapped_column(String)


class Novel(Base):
    __tablename__ = 'novel'
    id = mapped_column(Integer, primary_key=True)
    writer_id = mapped_column(ForeignKey('writer.id'))
    writer = relationship(Writer)


ENGINE = create_engine('sqlite://')
Base.metadata.create_all(ENGINE)
with Session(ENGINE) as session:
    session.add_all([Writer(id=number + 1, name='author %d' % number) for number in range(N)])
    session.add_all([Novel(id=number + 1, writer_id=number + 1) for number in range(N)])
    session.commit()


def before_django_get(n):
    return [Author.objects.get(pk=number + 1).name for number in range(n)]


def after_django_get(n):
    authors = Author.objects.in_bulk([number + 1 for number in range(n)])
    return [authors[number + 1].name for number in range(n)]


def before_django_save(n):
    Note.objects.all().delete()
    with transaction.atomic():
        for number in range(n):
            note = Note(text='note %d' % number)
            note.save()
    return Note.objects.count()


def after_django_save(n):
    Note.objects.all().delete()
    Note.objects.bulk_create([Note(text='note %d' % number) for number in range(n)])
    return Note.objects.count()


def before_django_lazy(n):
    return [book.author.name for book in Book.objects.order_by('pk')]


def after_django_lazy(n):
    return [book.author.name for book in Book.objects.select_related('author').order_by('pk')]


def before_sqlalchemy_get(n):
    with Session(ENGINE) as session:
        return [session.get(Writer, number + 1).name for number in range(n)]


def after_sqlalchemy_get(n):
    with Session(ENGINE) as session:
        asked = select(Writer).where(Writer.id.in_([number + 1 for number in range(n)]))
        writers = {writer.id: writer for writer in session.scalars(asked)}
        return [writers[number + 1].name for number in range(n)]


def before_sqlalchemy_lazy(n):
    with Session(ENGINE) as session:
        return [novel.writer.name for novel in session.scalars(select(Novel).order_by(Novel.id))]


def after_sqlalchemy_lazy(n):
    with Session(ENGINE) as session:
        asked = select(Novel).options(joinedload(Novel.writer)).order_by(Novel.id)
        return [novel.writer.name for novel in session.scalars(asked)]


def before_sqlalchemy_commit(n):
    with Session(ENGINE) as session:
        for number in range(n):
            session.add(Novel(writer_id=1))
            session.commit()
        return drop_added(session, n)


def after_sqlalchemy_commit(n):
    with Session(ENGINE) as session:
        for number in range(n):
            session.add(Novel(writer_id=1))
        session.commit()
        return drop_added(session, n)


def drop_added(session, n):
    found = session.query(Novel).filter(Novel.id > N).delete()
    session.commit()
    return found
