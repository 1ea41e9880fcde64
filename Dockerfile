# The image of web, worker, beat and migrate; which one it is, the command says.
FROM python:3.11-slim-bookworm AS build
RUN pip install --no-cache-dir uv==0.13.9
COPY pyproject.toml requirements.lock /build/
WORKDIR /build
# Only what the product needs, in the locked versions; uv checks each package against the hashes of the lock.
RUN uv venv /venv && uv pip install --no-cache --python /venv/bin/python -r pyproject.toml -c requirements.lock

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent workflow \
    && install -d -o workflow -g workflow /data/files /data/beat
COPY --from=build /venv /venv
COPY . /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER workflow
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", \
     "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-", "workflow_app.app:create_app()"]
