# A short way to say `python3 course.py lab`, and so on: `make` alone prints what there is.
# Choose another interpreter with `make lab PYTHON=python3.12`. LAB_FLAGS, TEST_FLAGS, WORKERS and NB are handed on.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
else
PYTHON ?= python3
endif

COMMANDS := help lab test check setup doctor format notebooks text coverage bench lock walk clean

.PHONY: $(COMMANDS)
$(COMMANDS):
	@"$(PYTHON)" course.py $@
